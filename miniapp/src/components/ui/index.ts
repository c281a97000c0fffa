export { Box, Heading, Picture, Swipe, Tap, Text } from './primitives';
