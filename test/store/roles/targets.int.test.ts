import { targetsContract } from '../../contracts/store-targets.ts';
import { mongoSubject } from '../subject.ts';

targetsContract(mongoSubject);
