import { Box, Tap } from '../ui';

export interface TabsProps<Value extends string> {
  label: string;
  options: readonly { value: Value; words: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

/** The views of one screen, the one in front underlined. */
export function Tabs<Value extends string>({ label, options, value, onChoose }: TabsProps<Value>) {
  return (
    <Box className="tabs" role="tablist" label={label}>
      {options.map((option) => (
        <Tap
          key={option.value}
          className={`tabs__one ${option.value === value ? 'tabs__one--on' : ''}`}
          selected={option.value === value}
          onTap={() => onChoose(option.value)}
        >
          {option.words}
        </Tap>
      ))}
    </Box>
  );
}
