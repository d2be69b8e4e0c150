#include "web/host/assets.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "accounts/password.hpp"

namespace sample_host::web {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

std::string type_of(const fs::path& path) {
  const std::string ending = path.extension().string();
  if (ending == ".css") return "text/css; charset=utf-8";
  if (ending == ".js") return "text/javascript; charset=utf-8";
  if (ending == ".svg") return "image/svg+xml";
  if (ending == ".woff2") return "font/woff2";
  return "text/plain; charset=utf-8";
}

}  // namespace

Assets::Assets(const fs::path& folder) {
  if (!fs::exists(folder / "app.css"))
    throw std::runtime_error("the web files are missing in " + folder.string() +
                             ": run \"npm ci --ignore-scripts\" and build again");
  std::string tags;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".gz") continue;
    File file;
    file.content = read_file(entry.path());
    const fs::path compressed = entry.path().string() + ".gz";
    if (fs::exists(compressed)) file.compressed = read_file(compressed);
    file.type = type_of(entry.path());
    file.tag = sha256_hex(file.content).substr(0, 16);
    files_.emplace(fs::relative(entry.path(), folder).generic_string(), std::move(file));
  }
  for (const auto& [name, file] : files_) tags += name + file.tag;
  version_ = sha256_hex(tags).substr(0, 12);
}

Response Assets::serve(const std::string& name, const Request& request) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return plain_response(404, "There is no such file.\n");
  const File& file = found->second;
  Response response;
  const bool compressed =
      !file.compressed.empty() && request.header("accept-encoding").find("gzip") != std::string::npos;
  const std::string tag = "\"" + file.tag + (compressed ? "-gz\"" : "\"");
  response.header("Content-Type", file.type).header("ETag", tag).header("Vary", "Accept-Encoding");
  // Content under a versioned address never changes. The style sheet names fonts without a version.
  response.header("Cache-Control", request.query.first("v") == version_
                                       ? "public, max-age=31536000, immutable"
                                       : "public, max-age=3600");
  response.header("Content-Security-Policy", "default-src 'none'");
  if (request.header("if-none-match") == tag) {
    response.status = 304;
    return response;
  }
  if (compressed) response.header("Content-Encoding", "gzip");
  response.body = compressed ? file.compressed : file.content;
  return response;
}

fs::path web_folder() {
  return fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "share" / "web";
}

}  // namespace sample_host::web
