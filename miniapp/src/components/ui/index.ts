export { Box, Heading, Picture, Tap, Text } from './primitives';
export { Swipe } from './swipe';
