export { Field, Switch, Tick } from './field';
export { Box, Entry, Heading, Picture, Tap, Text } from './primitives';
export { ScrollRow } from './scroll-row';
export { Sheet } from './sheet';
export { Swipe } from './swipe';
export { TopBar } from './top-bar';
