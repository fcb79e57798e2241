import { create } from 'zustand';
import { storage } from './storage';

/** The theme of the page: light or dark paper. The choice is remembered; `data-theme` on <html> tells it to views. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'basins.theme';

function remembered(): Theme {
  const text = storage()?.getItem(key);
  return themes.find((theme) => theme === text) ?? 'system';
}

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

function paint(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && darkSystem.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

export const useTheme = create<{ theme: Theme; choose: (theme: Theme) => void }>()((set) => ({
  theme: remembered(),
  choose: (theme) => {
    storage()?.setItem(key, theme);
    paint(theme);
    set({ theme });
  },
}));

darkSystem.addEventListener('change', () => paint(useTheme.getState().theme));
