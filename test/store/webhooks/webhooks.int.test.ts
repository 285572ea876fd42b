import { webhooksContract } from '../../contracts/store-webhooks.ts';
import { mongoSubject } from '../subject.ts';

webhooksContract(mongoSubject);
