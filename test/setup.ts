import * as fc from "fast-check";

// Property tests draw the same cases each run, so that a failure belongs to the change that caused it. Others are drawn
// with FC_SEED=$RANDOM npx vitest run.
const { FC_SEED } = process.env;
fc.configureGlobal({ seed: FC_SEED === undefined ? 20_261_123 : Number(FC_SEED) });
