// Why a plugin was not loaded.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace host_sdk::loader {

/// `what()` is one sentence for the operator: "/plugins/x.so was refused: sdk_major is 2 in the plugin and 1
/// in the host". Bytes that come from the refused file are shown as printable ASCII.
class Refusal : public std::runtime_error {
 public:
  /// `file` is the library, or the manifest where the library could not be told.
  Refusal(std::filesystem::path file, std::string reason);

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  /// The sentence without the file: "sdk_major is 2 in the plugin and 1 in the host".
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::filesystem::path file_;
  std::string reason_;
};

}  // namespace host_sdk::loader
