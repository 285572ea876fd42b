import { peopleContract } from '../../contracts/store-people.ts';
import { mongoSubject } from '../subject.ts';

peopleContract(mongoSubject);
