import { racesContract } from '../contracts/store-races.ts';
import { mongoSubject } from './subject.ts';

racesContract(mongoSubject);
