import { ComingSoon } from '@/components/coming-soon';
import { Page } from '@/components/page';

export default function MallPage() {
  return (
    <Page title="mall.title">
      <ComingSoon tab="mall" />
    </Page>
  );
}
