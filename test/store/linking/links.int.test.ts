import { linksContract } from '../../contracts/store-links.ts';
import { mongoSubject } from '../subject.ts';

linksContract(mongoSubject);
