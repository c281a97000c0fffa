import { ComingSoon } from '@/components/coming-soon';
import { Page } from '@/components/page';

export default function TasksPage() {
  return (
    <Page title="tasks.title">
      <ComingSoon tab="tasks" />
    </Page>
  );
}
