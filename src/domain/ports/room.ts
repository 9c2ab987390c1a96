/** What the store's memory still has room for (design section 4, "Retention"). */
export type StoreRoom = {
  /** False above 90 %: accepting ends, what was accepted goes on. */
  takesCommands(): boolean;
  /** False above 85 %: samples and logs are dropped first. */
  takesSamples(): boolean;
  /** How full the memory was when last looked at, percent; 0 when it has no bound. */
  usedPercent(): number;
};
