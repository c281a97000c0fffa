import { defineLoader } from '../../platform/database/loaders';
import { growthByMember } from './growth.store';

/** Growth values by member; not found means none was ever earned. */
export const growthLoader = defineLoader('growth', growthByMember);
