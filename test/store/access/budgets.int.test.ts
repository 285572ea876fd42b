import { budgetsContract } from '../../contracts/store-budgets.ts';
import { mongoSubject } from '../subject.ts';

budgetsContract(mongoSubject);
