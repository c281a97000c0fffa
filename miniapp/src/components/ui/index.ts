export { Box, Heading, Picture, Tap, Text } from './primitives';
export { Sheet } from './sheet';
export { Swipe } from './swipe';
export { TopBar } from './top-bar';
