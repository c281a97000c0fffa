/** What a shared card says, and where it leads. */
export interface ShareButtonProps {
  words: string;
  title: string;
  /** The invitation code, which the card carries. */
  code: string;
  onShare: () => void;
}
