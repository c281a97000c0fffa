import { Tap } from '@/components/ui';
import { copyText } from '@/lib/copy';
import { useI18n } from '@/lib/i18n/use-i18n';

export interface CopyTapProps {
  text: string;
  words: string;
  label: string;
  /** Says a word over the screen. */
  say: (words: string) => void;
}

/** Copies something, and says so. */
export function CopyTap({ text, words, label, say }: CopyTapProps) {
  const { t } = useI18n();
  const copy = async () => say(t((await copyText(text)) ? 'copy.done' : 'copy.failed'));
  return (
    <Tap className="copy" label={label} onTap={() => void copy()}>
      {words}
    </Tap>
  );
}
