// Static files, read once.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "web/messages.hpp"

namespace sample_host::web {

/// All files below a folder, in memory. Immutable after construction; thread-safe.
class Assets {
 public:
  /// Throws std::runtime_error if the style sheet is missing, which means that the web files were not built.
  explicit Assets(const std::filesystem::path& folder);

  /// A hash of all files.
  [[nodiscard]] const std::string& version() const { return version_; }

  /// Answers a request for `/assets/<name>`, compressed if the browser accepts that.
  [[nodiscard]] Response serve(const std::string& name, const Request& request) const;

 private:
  struct File {
    std::string content;
    std::string compressed;
    std::string type;
    std::string tag;
  };
  std::map<std::string, File> files_;
  std::string version_;
};

/// Returns the folder `share/web` next to the folder of the running program.
[[nodiscard]] std::filesystem::path web_folder();

}  // namespace sample_host::web
