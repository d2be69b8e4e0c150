// Ctrl-C and SIGTERM for commands that wait.
#pragma once

namespace sample_host {

/// From now on the first SIGINT or SIGTERM is noted, and a second one ends the program at once.
void watch_interrupts();

/// True once the person, or the system, asked the program to end.
[[nodiscard]] bool interrupted();

}  // namespace sample_host
