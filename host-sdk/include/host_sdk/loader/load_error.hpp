// The error of a plugin that cannot be loaded.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace host_sdk::loader {

/// `what()` is one sentence for the operator, with the remedy at its end: "/plugins/x.so was refused:
/// sdk_major is 2 in the plugin and 1 in the host: build it with the headers of SDK 1.6". Bytes that come
/// from the refused file are shown as printable ASCII.
class LoadError : public std::runtime_error {
 public:
  /// `file` is the library, or the manifest if the library was not found. `reason` is not empty.
  LoadError(std::filesystem::path file, std::string reason)
      : std::runtime_error(file.string() + " was refused: " + reason),
        file_(std::move(file)),
        reason_(std::move(reason)) {}

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  /// The sentence without the file: "sdk_major is 2 in …".
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::filesystem::path file_;
  std::string reason_;
};

}  // namespace host_sdk::loader
