/** What a shared card says, and where it leads. */
export interface ShareButtonProps {
  words: string;
  title: string;
  /** The screen that the card opens, with what it carries. */
  path: string;
  onShare?: () => void;
}
