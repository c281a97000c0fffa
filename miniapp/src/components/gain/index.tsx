import { type ReactNode, useEffect, useState } from 'react';
import { Box, Text } from '../ui';

/** Long enough to be read. */
const SHOWN_MS = 3_000;

/** A word of joy over the screen about what was just gained; read out, and gone by itself. */
export function useGain(): { gain: ReactNode; showGain: (words: string) => void } {
  const [shown, setShown] = useState<{ words: string }>();
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const gain = (
    <Box className="gain" role="status">
      {shown ? (
        <Box className="gain__words">
          <Box className="gain__mark" decorative />
          <Text>{shown.words}</Text>
        </Box>
      ) : null}
    </Box>
  );
  return { gain, showGain: (words) => setShown({ words }) };
}
