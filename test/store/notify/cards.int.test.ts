import { cardsContract } from '../../contracts/store-cards.ts';
import { mongoSubject } from '../subject.ts';

cardsContract(mongoSubject);
