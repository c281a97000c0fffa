import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CalendarDay, CheckInStanding } from '../../engine/check-in';
import { Access, type AccessRule, member, partner, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { LocalDate, SafeInt } from '../../graphql/scalars';
import { Member } from '../members/members.types';
import { Reward } from '../programs/reward.types';

const readers: AccessRule[] = [member, partner('members:read'), staff('viewer')];

const states = {
  CHECKED: 'checked',
  MADE_UP: 'madeUp',
  MISSED: 'missed',
  TODAY: 'today',
  FUTURE: 'future',
  BEFORE: 'before',
} as const satisfies Record<string, CalendarDay['state']>;
registerEnumType(states, {
  name: 'CheckInDayState',
  description: 'What a day of the calendar is.',
  valuesConfig: {
    CHECKED: { description: 'The member checked in (已签到).' },
    MADE_UP: { description: 'It was made up for afterwards (已补签).' },
    MISSED: { description: 'The member did not check in (漏签).' },
    TODAY: { description: 'Today, as long as the member has not checked in (今天).' },
    FUTURE: { description: 'It is yet to come (未到).' },
    BEFORE: { description: 'The member had not joined yet (入会前).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A day of the calendar (日历).' })
export class CheckInDay {
  @Access(readers)
  @Field(() => LocalDate, { description: 'The date in the program’s time zone.' })
  date: string;

  @Access(readers)
  @Field(() => states, { description: 'What it is.' })
  state: CalendarDay['state'];

  @Access(readers)
  @Field(() => SafeInt, { description: 'What the ladder paid for it, in points.' })
  points: number;
}

@ObjectType({ simpleResolvers: true, description: 'Making up for missed days (补签).' })
export class CheckInMakeUps {
  @Access(readers)
  @Field(() => Int, { description: 'How many days of the month that is shown can still be made up for.' })
  left: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'What a day costs, in points.' })
  costPoints: number;

  @Access(readers)
  @Field(() => [LocalDate], { description: 'The days that can be made up for now, if there are points enough.' })
  dates: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A day of the ladder (连续签到奖励).' })
export class CheckInRung {
  @Access(readers)
  @Field(() => SafeInt, { description: 'What it pays, in points.' })
  points: number;

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether the days in a row have come so far.' })
  reached: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A step of the month (累计签到奖励).' })
export class CheckInStep {
  @Access(readers)
  @Field(() => Int, { description: 'At so many check-ins in a calendar month.' })
  count: number;

  @Access(readers)
  @Field(() => Reward, { description: 'What it gives.' })
  reward: Reward;

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether the month that is shown has as many.' })
  reached: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A month of check-ins, and what comes next (签到日历).' })
export class CheckInCalendar {
  @Access(readers)
  @Field(() => LocalDate, { description: 'Today, in the program’s time zone.' })
  today: string;

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether `checkInCreate` works now (可签到).' })
  canCheckIn: boolean;

  @Access(readers)
  @Field(() => Int, { description: 'For how many days in a row the member has checked in (连续签到天数).' })
  streak: number;

  @Access(readers)
  @Field(() => Reward, {
    nullable: true,
    description: 'What the ladder pays for the next check-in; null: the program has no check-in.',
  })
  next?: Reward;

  @Access(readers)
  @Field(() => [CheckInRung], {
    description: 'The ladder, from its first day; empty: the program has no check-in (签到阶梯).',
  })
  ladder: CheckInRung[];

  @Access(readers)
  @Field(() => [CheckInDay], { description: 'Every day of the month that is shown; about 13 months are kept.' })
  days: CheckInDay[];

  @Access(readers)
  @Field(() => CheckInMakeUps, { nullable: true, description: 'Making up; null: the program does not have it.' })
  makeUp?: CheckInMakeUps;

  @Access(readers)
  @Field(() => [CheckInStep], { description: 'The steps of the month that is shown.' })
  cumulative: CheckInStep[];

  /** The calendar as the gateway shows it. */
  static from({ nextPoints, cumulative, ...standing }: CheckInStanding): CheckInCalendar {
    return Object.assign(new CheckInCalendar(), {
      ...standing,
      next: nextPoints === undefined ? undefined : Reward.from({ points: nextPoints }),
      cumulative: cumulative.map(({ reward, ...step }) => ({ ...step, reward: Reward.from(reward) })),
    });
  }
}

@InputType({ description: 'A check-in of today.' })
export class CheckInCreateInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;
}

@InputType({ description: 'A day to make up for.' })
export class CheckInMakeUpInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => LocalDate, { description: 'The missed day.' })
  date: string;
}

@ObjectType({ simpleResolvers: true })
abstract class CheckedInPayload extends Payload {
  @Access(member)
  @Field(() => CheckInCalendar, { nullable: true, description: 'The calendar of the month of that day, as it is now.' })
  checkIn?: CheckInCalendar;

  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'The calendar after the check-in, or why nothing was done.' })
export class CheckInCreatePayload extends CheckedInPayload {}

@ObjectType({ simpleResolvers: true, description: 'The calendar after making up, or why nothing was done.' })
export class CheckInMakeUpPayload extends CheckedInPayload {}
