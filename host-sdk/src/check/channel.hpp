// How the process of a rule tells the program what it does and finds.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace host_sdk::check {

/// Writes lines to the program's pipe. Each is written at once, so that none is lost when the process
/// crashes.
class Channel {
 public:
  explicit Channel(int descriptor) : descriptor_(descriptor) {}

  /// The plugin is called now; the program ends this process if nothing follows within `hang_after`.
  void calling(std::string_view call, std::chrono::milliseconds hang_after);
  void problem(std::string_view sentence);
  void measured(std::string_view call, std::chrono::milliseconds took, std::chrono::milliseconds limit);
  /// What a call of the plugin answered, for the person who reads the report.
  void answered(std::string_view answer);
  void skipped(std::string_view reason);
  /// The rule has ended; only the process is left to end.
  void finished();

 private:
  void write(char kind, std::string_view text);

  int descriptor_;
};

}  // namespace host_sdk::check
