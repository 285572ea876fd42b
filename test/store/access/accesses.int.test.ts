import { accessesContract } from '../../contracts/store-accesses.ts';
import { mongoSubject } from '../subject.ts';

accessesContract(mongoSubject);
