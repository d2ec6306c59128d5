'use strict';

/** Milliseconds of the system's monotonic clock, which all processes of a machine share. */
exports.now = () => Number(process.hrtime.bigint()) / 1e6;
