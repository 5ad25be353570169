import { useEffect, useState } from 'preact/hooks';

export type Theme = 'auto' | 'light' | 'dark';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const KEY = 'sharewarden-looks';

/** Light, dark, or as the machine has it; remembered where the browser lets it. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, set] = useState<Theme>(remembered);
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.looks;
    else document.documentElement.dataset.looks = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // a browser that keeps nothing is fine
    }
  }, [theme]);
  return [theme, () => set((now) => NEXT[now])];
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}
