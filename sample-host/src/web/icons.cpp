#include "web/icons.hpp"

#include <algorithm>
#include <array>

namespace sample_host::web {
namespace {

// One line `"name",` for each icon, sorted; made by CMake from icons.txt.
constexpr auto kIcons = std::to_array<std::string_view>({
#include "web/icon_names.inc"
});

std::string& version() {
  static std::string value;
  return value;
}

}  // namespace

bool is_icon(std::string_view name) {
  return std::binary_search(kIcons.begin(), kIcons.end(), name);
}

void draw_icon(Html& html, std::string_view name, Lit extra) {
  if (!is_icon(name)) return;
  html.raw("<svg class=\"icon ").text(extra.view()).raw("\" aria-hidden=\"true\"><use");
  html.attr("href", asset_url("icons.svg") + "#" + std::string(name)).raw("/></svg>");
}

std::string asset_url(std::string_view file) {
  std::string url = "/assets/";
  url += file;
  if (!version().empty()) url += "?v=" + version();
  return url;
}

void set_asset_version(std::string text) {
  version() = std::move(text);
}

}  // namespace sample_host::web
