import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { Screen } from '@/components/screen';
import { Box } from '@/components/ui';
import { MallDocument } from '@/graphql/generated/graphql';
import { useMemberQuery } from '@/lib/member-query';
import { tintOf } from '@/lib/theme';
import { EVERYTHING, type Wanted } from './choice';
import { Filters, Search } from './filters';
import { Head } from './head';
import { Products } from './products';
import './mall.scss';

/** 积分商城: what my points are worth. */
export default function MallPage() {
  const mall = useMemberQuery('mall', MallDocument, {});
  const [wanted, setWanted] = useState<Wanted>(EVERYTHING);
  const member = mall.data?.me;

  return (
    <Screen
      title="mall.title"
      tab
      tint={member ? tintOf(member.level.level) : undefined}
      query={mall}
      data={member && mall.data ? { ...mall.data, me: member } : undefined}
    >
      {({ me, mallCategories, program }) => (
        <>
          <Blocked member={me} />
          <Head points={me.points} timeZone={program.timeZone} />
          <Search wanted={wanted} onWant={setWanted} />
          <Box className="mall__body">
            <Filters categories={mallCategories} wanted={wanted} onWant={setWanted} />
            <Products
              wanted={wanted}
              level={me.level.level.code}
              levels={program.tracks.find(({ primary }) => primary)?.levels ?? []}
              onEverything={() => setWanted(EVERYTHING)}
            />
          </Box>
        </>
      )}
    </Screen>
  );
}
