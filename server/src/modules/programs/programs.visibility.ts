import type { Context } from '../../graphql/context';
import { permissionsOf } from '../../graphql/principal';
import { ProgramVersion } from './program-versions.types';
import { programVersionLoader } from './programs.loaders';

/** The version behind a row id, for staff who may read it; null for everybody else. */
export async function visibleProgramVersion(context: Context, rowId: number): Promise<ProgramVersion | null> {
  const { principal } = context;
  if (principal.audience !== 'staff' || !permissionsOf(principal).includes('viewer')) return null;
  const row = await context.loaders.load(programVersionLoader, rowId);
  return row ? ProgramVersion.from(row) : null;
}
