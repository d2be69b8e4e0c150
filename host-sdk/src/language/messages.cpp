#include "messages.hpp"

#include <stdexcept>
#include <string>

#include "host_sdk/text.hpp"

namespace host_sdk {
namespace {

constexpr std::uint32_t kMagic = 0x950412de;
/// Of the header: magic, revision, number of texts, and where the two tables are.
constexpr std::size_t kCountAt = 8;
constexpr std::size_t kTextsAt = 12;
constexpr std::size_t kTranslationsAt = 16;

/// Reads the file; every place in it may be wrong.
struct File {
  std::string_view bytes;

  [[nodiscard]] std::uint32_t number(std::size_t at) const {
    if (at > bytes.size() || bytes.size() - at < 4) throw std::invalid_argument("the catalogue is cut short");
    std::uint32_t value = 0;
    for (std::size_t byte = 4; byte-- > 0;)
      value = value << 8U | static_cast<unsigned char>(bytes[at + byte]);
    return value;
  }
  /// The text of an entry of a table: length and place.
  [[nodiscard]] std::string_view text(std::size_t table, std::size_t index) const {
    const std::size_t length = number(table + index * 8);
    const std::size_t at = number(table + index * 8 + 4);
    if (at > bytes.size() || length > bytes.size() - at)
      throw std::invalid_argument("the catalogue is cut short");
    return bytes.substr(at, length);
  }
};

/// The value of a line of the header, which is the translation of the empty text.
std::string_view header_line(std::string_view header, std::string_view name) {
  const auto at = header.find(name);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = header.substr(at + name.size());
  return trimmed(rest.substr(0, rest.find('\n')));
}

}  // namespace

Messages::Messages(std::string_view file) {
  const File read{file};
  if (read.number(0) != kMagic) throw std::invalid_argument("the catalogue is not a little-endian .mo file");
  const std::size_t count = read.number(kCountAt);
  const std::size_t texts = read.number(kTextsAt);
  const std::size_t translations = read.number(kTranslationsAt);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view text = read.text(texts, i);
    const std::string_view translation = read.text(translations, i);
    if (!text.empty()) messages_.emplace(text.substr(0, text.find('\0')), translation);
    if (!text.empty()) continue;
    if (header_line(translation, "Content-Type:").find("charset=UTF-8") == std::string_view::npos)
      throw std::invalid_argument("the catalogue is not in UTF-8");
    if (const auto rule = header_line(translation, "Plural-Forms:"); !rule.empty())
      plural_ = PluralRule(rule);
  }
}

std::optional<std::string_view> Messages::find(std::string_view key) const {
  const auto found = messages_.find(key);
  if (found == messages_.end()) return {};
  return found->second.substr(0, found->second.find('\0'));
}

std::optional<std::string_view> Messages::find(std::string_view key, std::int64_t number) const {
  const auto found = messages_.find(key);
  if (found == messages_.end()) return {};
  std::string_view forms = found->second;
  for (std::size_t form = plural_.form(number); form > 0; --form) {
    const auto end = forms.find('\0');
    if (end == std::string_view::npos) return {};
    forms.remove_prefix(end + 1);
  }
  return forms.substr(0, forms.find('\0'));
}

}  // namespace host_sdk
