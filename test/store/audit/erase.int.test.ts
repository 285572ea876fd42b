import { eraseContract } from '../../contracts/store-erase.ts';
import { mongoSubject } from '../subject.ts';

eraseContract(mongoSubject);
