import type { CSSProperties, ReactNode } from 'react';

/** What both builds can say about a box; the names are those of the accessibility tree. */
export interface BoxProps {
  className?: string;
  style?: CSSProperties;
  children?: ReactNode;
  role?:
    | 'list'
    | 'listitem'
    | 'group'
    | 'radiogroup'
    | 'progressbar'
    | 'alert'
    | 'status'
    | 'main'
    | 'region'
    | 'tablist';
  label?: string;
  /** For looks only: left out of the accessibility tree. */
  decorative?: boolean;
  /** Of a progress bar, in whole percent. */
  percent?: number;
}

export interface TextProps {
  className?: string;
  children?: ReactNode;
  /** What is read out instead, where the text alone says too little. */
  label?: string;
  decorative?: boolean;
}

export interface HeadingProps {
  level: 1 | 2 | 3;
  className?: string;
  children?: ReactNode;
}

/** Something to tap: a real button in a browser, so that keyboard and focus need no help. */
export interface TapProps {
  className?: string;
  style?: CSSProperties;
  children?: ReactNode;
  label?: string;
  disabled?: boolean;
  /** One of a set of choices, and whether it is the chosen one. */
  checked?: boolean;
  /** One of a row of tabs, and whether it is the one in front. */
  selected?: boolean;
  /** Something to switch on and off, and whether it is on. */
  pressed?: boolean;
  onTap: () => void;
}

export interface PictureProps {
  src: string;
  className?: string;
  /** What the picture says; empty when the words beside it say it already. */
  alt: string;
  /** From the server, not from the package: it fills its place, and is loaded when it comes near. */
  photo?: boolean;
}

/** A line that somebody writes in; the name is that of the accessibility tree. */
export interface EntryProps {
  className?: string;
  label: string;
  placeholder?: string;
  /** Which keyboard comes up. */
  kind?: 'text' | 'search' | 'phone';
  maxLength?: number;
  value: string;
  onChange: (value: string) => void;
}

/** The bar over a screen outside the tabs. */
export interface TopBarProps {
  title: string;
  backLabel: string;
  onBack: () => void;
}

/** A sheet that comes up from the bottom, over everything; the way out is in it, on its backdrop and on Escape. */
export interface SheetProps {
  /** Name for the accessibility tree. */
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A row of cards of which one is in the middle. */
export interface SwipeProps {
  className?: string;
  label: string;
  index: number;
  onChange: (index: number) => void;
  children: ReactNode[];
}
