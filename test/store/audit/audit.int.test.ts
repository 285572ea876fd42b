import { auditContract } from '../../contracts/store-audit.ts';
import { mongoSubject } from '../subject.ts';

auditContract(mongoSubject);
