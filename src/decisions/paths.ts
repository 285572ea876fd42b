/** Where the endpoints are (AuthZEN 1.0, § HTTPS JSON Binding). */
export const paths = {
  evaluation: '/access/v1/evaluation',
  evaluations: '/access/v1/evaluations',
  searchSubject: '/access/v1/search/subject',
  searchResource: '/access/v1/search/resource',
  searchAction: '/access/v1/search/action',
  requests: '/access/v1/requests',
  requestSchema: '/access/v1/request-schema',
  jwks: '/access/v1/jwks',
} as const;
