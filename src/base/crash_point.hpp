#pragma once

namespace aan {

/// Kills the process with SIGKILL when the environment says so: AAN_CRASH_AT=name:n dies at the
/// n-th passing of `name`, counted from 1 ("*" counts every point). AAN_CRASH_LOG=FILE appends the
/// name of every point passed, so that a test can learn them all. AAN_CRASH_ARMED_BY=FILE: nothing
/// counts before that file is there. Exists in builds with AAN_CRASH_POINTS only; elsewhere the
/// macro is nothing.
void crash_point(const char* name);

}  // namespace aan

#if AAN_CRASH_POINTS
#define AAN_CRASH_POINT(name) ::aan::crash_point(name)
#else
#define AAN_CRASH_POINT(name) static_cast<void>(0)
#endif
