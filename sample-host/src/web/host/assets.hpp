// The served files, read once.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "web/http/message.hpp"

namespace sample_host::web {

/// Everything below a folder, in memory. Immutable after construction; any thread.
class Assets {
 public:
  /// Throws std::runtime_error when the folder lacks the style sheet: the web files were not built.
  explicit Assets(const std::filesystem::path& folder);

  /// A word that changes whenever one of the files does.
  [[nodiscard]] const std::string& version() const { return version_; }

  /// Answers a request for `/assets/<name>`, compressed where the browser takes that.
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

/// `share/web` beside the folder of the running program.
[[nodiscard]] std::filesystem::path web_folder();

}  // namespace sample_host::web
