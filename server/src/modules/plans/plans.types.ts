import { Field, ID, ObjectType } from 'type-graphql';
import { Access, anyone } from '../../graphql/access';
import { SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import type { ProgramInForce } from '../programs';

@ObjectType({ simpleResolvers: true, description: 'A paid membership (付费会员套餐).' })
export class Plan {
  @Access(anyone)
  @Field(() => ID, { description: 'Stable for ever.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'In the reader’s language.' })
  name: string;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'What a period costs, in fen.' })
  priceFen: number;

  /** A plan by its code, from the latest version of the program that has it. */
  static named({ program, timeline }: ProgramInForce, code: string, locale: Locale): Plan {
    const programs = [program, ...[...timeline].reverse().map((version) => version.program)];
    const plan = programs.flatMap(({ plans }) => plans).find((known) => known.code === code);
    return Object.assign(new Plan(), { code, name: plan?.name[locale] ?? code, priceFen: plan?.priceFen ?? 0 });
  }
}
