/** A line, or some lines, to be filled in. */
export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, in words. */
  problem?: string;
  placeholder?: string;
  /** Stands under it as long as nothing is wrong. */
  note?: string;
  type?: 'text' | 'tel';
  maxLength?: number;
  /** Several lines. */
  long?: boolean;
  /** What browsers may fill in by themselves. */
  autoComplete?: string;
  /** In a browser: what may be meant, to choose from or not. */
  suggestions?: readonly string[];
}

/** Something that is on or off. */
export interface SwitchProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Something to agree to, or not; off until somebody ticks it. */
export interface TickProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}
