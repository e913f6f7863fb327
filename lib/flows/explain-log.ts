export * from '../events/log.ts';
