import nock from 'nock';

// Unit tests reach nothing but this machine: a forgotten mock fails by name instead of calling out.
nock.disableNetConnect();
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])/);
