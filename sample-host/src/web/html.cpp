#include "web/html.hpp"

#include "host_sdk/text.hpp"

namespace sample_host::web {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Returns the length of the valid UTF-8 sequence at the start of `text`, or 0 if there is none.
std::size_t valid_sequence(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (length > text.size() || !host_sdk::is_clean_utf8(text.substr(0, length))) return 0;
  return length;
}

}  // namespace

Html& Html::raw(Lit markup) {
  markup_ += markup.view();
  return *this;
}

Html& Html::text(std::string_view text) {
  escape(text);
  return *this;
}

Html& Html::text(std::int64_t number) {
  markup_ += std::to_string(number);
  return *this;
}

Html& Html::attr(Lit name, std::string_view value) {
  markup_ += ' ';
  markup_ += name.view();
  markup_ += "=\"";
  escape(value);
  markup_ += '"';
  return *this;
}

Html& Html::attr(Lit name, std::int64_t number) {
  return attr(name, std::to_string(number));
}

Html& Html::flag(Lit name, bool on) {
  if (!on) return *this;
  markup_ += ' ';
  markup_ += name.view();
  return *this;
}

Html& Html::add(const Html& piece) {
  markup_ += piece.markup_;
  return *this;
}

void Html::escape(std::string_view text) {
  while (!text.empty()) {
    const char c = text.front();
    const auto byte = static_cast<unsigned char>(c);
    std::size_t length = 1;
    if (c == '&')
      markup_ += "&amp;";
    else if (c == '<')
      markup_ += "&lt;";
    else if (c == '>')
      markup_ += "&gt;";
    else if (c == '"')
      markup_ += "&quot;";
    else if (c == '\'')
      markup_ += "&#39;";
    else if (byte == 0x7F || (byte < 0x20 && c != '\n' && c != '\t' && c != '\r'))
      markup_ += kReplacement;
    else if (byte < 0x80)
      markup_ += c;
    else if (length = valid_sequence(text); length > 0)
      markup_ += text.substr(0, length);
    else
      markup_ += kReplacement, length = 1;
    text.remove_prefix(length);
  }
}

std::string users_so_far(CountedSoFar count) {
  if (!count.and_more) return tr_count("{count} user", "{count} users", count.number);
  if (count.number == 0) return tr("An unknown number of users");
  return tr("{count} or more users", {{"count", count.number}});
}

std::string groups_so_far(CountedSoFar count) {
  if (!count.and_more) return tr_count("{count} group", "{count} groups", count.number);
  if (count.number == 0) return tr("An unknown number of groups");
  return tr("{count} or more groups", {{"count", count.number}});
}

std::string members_so_far(CountedSoFar count) {
  if (!count.and_more) return tr_count("{count} member", "{count} members", count.number);
  if (count.number == 0) return tr("An unknown number of members");
  return tr("{count} or more members", {{"count", count.number}});
}

}  // namespace sample_host::web
