import { Field, ID, InterfaceType } from 'type-graphql';
import { Access, anyone } from './access';

/** Everything that has an id outside. */
@InterfaceType({ description: 'An object with an id, to be read again by `node`.' })
export abstract class Node {
  @Access(anyone)
  @Field(() => ID, { description: 'Opaque and stable, such as `mbr_4fT9xQ2a`.' })
  id: string;
}
