/** What to collect before anybody can say what an event means that no article explains. */
export const TO_COLLECT: readonly string[] = [
  'The whole text of the event, and the events of MSExchangeMig and MSExchangeMigDS of the same minute.',
  'The version of Mlmig32.dll in Exchsrvr\\Bin.',
  'The mail system, one step or two, and what was selected in the wizard.',
  'The recovery file, if an 8002 names one.',
];
