import fc from 'fast-check';

// A mutation score that depends on what was drawn by chance could not be compared with the last one.
fc.configureGlobal({ seed: 7026 });
