#include "config/connection_pairs.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "host_sdk/encoding.hpp"

namespace sample_host {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Parses `key=value` pairs.
class PairReader {
 public:
  /// `quotes`: the characters that may enclose a value. `escapes`: whether a backslash escapes the next
  /// character.
  PairReader(std::string_view text, std::string_view quotes, bool escapes)
      : text_(text), quotes_(quotes), escapes_(escapes) {}

  [[nodiscard]] ConnectionPairs read() {
    ConnectionPairs pairs;
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      std::string key = read_key();
      pairs.emplace_back(std::move(key), read_value());
    }
    return pairs;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  std::string read_key() {
    const auto start = at_;
    while (at_ < text_.size() && text_[at_] != '=' && !is_blank(text_[at_])) ++at_;
    const auto end = at_;
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != '=' || end == start)
      throw std::invalid_argument("must be written as key=value pairs");
    ++at_;
    return std::string{text_.substr(start, end - start)};
  }

  std::string read_value() {
    skip_blanks();
    std::optional<char> quote;
    if (at_ < text_.size() && quotes_.find(text_[at_]) != std::string_view::npos) quote = text_[at_++];
    std::string value;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quote ? c == *quote : is_blank(c)) break;
      if (escapes_ && c == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_];
    }
    if (!quote) return value;
    if (at_ == text_.size()) throw std::invalid_argument("has a quotation mark that is not closed");
    ++at_;
    return value;
  }

  std::string_view text_;
  std::string_view quotes_;
  bool escapes_;
  std::size_t at_ = 0;
};

std::string percent_decoded(std::string_view text) {
  auto decoded = host_sdk::percent_decode_strict(text, false);
  if (!decoded)
    throw std::invalid_argument("has a '%' without two hexadecimal digits: write %25 for a percent sign");
  return *std::move(decoded);
}

/// Removes and returns the text before the first of `marks`.
std::string_view take_until(std::string_view& text, std::string_view marks) {
  const auto end = std::min(text.find_first_of(marks), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(end);
  return part;
}

void add(ConnectionPairs& pairs, const char* key, const std::string& value) {
  if (value.find_first_not_of(',') != std::string::npos) pairs.emplace_back(key, value);
}

/// `host:port,host:port`, an IPv6 address in brackets.
void add_hosts(ConnectionPairs& pairs, std::string_view text) {
  std::string hosts;
  std::string ports;
  for (bool first = true; first || !text.empty(); first = false) {
    if (!first) {
      hosts += ',';
      ports += ',';
      text.remove_prefix(1);
    }
    if (text.starts_with('[')) {
      text.remove_prefix(1);
      hosts += take_until(text, "]");
      if (text.empty()) throw std::invalid_argument("has a '[' that is not closed");
      text.remove_prefix(1);
    } else {
      hosts += percent_decoded(take_until(text, ":,"));
    }
    if (text.starts_with(':')) {
      text.remove_prefix(1);
      ports += percent_decoded(take_until(text, ","));
    }
  }
  add(pairs, "host", hosts);
  add(pairs, "port", ports);
}

ConnectionPairs uri_pairs(std::string_view text) {
  ConnectionPairs pairs;
  text.remove_prefix(text.find("://") + 3);
  auto authority = take_until(text, "/?");
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    auto user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
    add(pairs, "user", percent_decoded(take_until(user, ":")));
    if (!user.empty()) add(pairs, "password", percent_decoded(user.substr(1)));
  }
  add_hosts(pairs, authority);
  if (text.starts_with('/')) {
    text.remove_prefix(1);
    add(pairs, "dbname", percent_decoded(take_until(text, "?")));
  }
  while (!text.empty()) {
    text.remove_prefix(1);
    auto pair = take_until(text, "&");
    const auto key = percent_decoded(take_until(pair, "="));
    if (pair.empty()) throw std::invalid_argument("must have key=value pairs after the '?'");
    pairs.emplace_back(key, percent_decoded(pair.substr(1)));
  }
  return pairs;
}

}  // namespace

ConnectionPairs sqlite_pairs(std::string_view text) {
  return PairReader(text, "\"", false).read();
}

ConnectionPairs postgresql_pairs(std::string_view text) {
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) return uri_pairs(text);
  return PairReader(text, "'", true).read();
}

ConnectionPairs mysql_pairs(std::string_view text) {
  return PairReader(text, "'\"", true).read();
}

}  // namespace sample_host
