// Queries, forms and addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

/// Decoded names and values in order of arrival; a name may occur more than once.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Decodes a query or an `application/x-www-form-urlencoded` body.
[[nodiscard]] Parameters parse_parameters(std::string_view encoded);

/// Returns the first value of that name, or null.
[[nodiscard]] const std::string* find(const Parameters& parameters, std::string_view name);
/// Returns the first value of that name; empty if there is none.
[[nodiscard]] std::string first_value(const Parameters& parameters, std::string_view name);
[[nodiscard]] std::vector<std::string> all_values(const Parameters& parameters, std::string_view name);

/// Appends one name and value to an address that may already have a query.
void append_parameter(std::string& address, std::string_view name, std::string_view value);

/// Writes `?a=b&c=d`, or "" if nothing was added.
class QueryString {
 public:
  QueryString& add(std::string_view name, std::string_view value) {
    append_parameter(text_, name, value);
    return *this;
  }
  [[nodiscard]] const std::string& str() const { return text_; }

 private:
  std::string text_;
};

/// The fields of a query or form. The values are wiped at the end, but not the copies that are returned.
class Fields {
 public:
  Fields() = default;
  explicit Fields(std::string_view encoded) : items_(parse_parameters(encoded)) {}
  ~Fields();
  Fields(const Fields&) = default;
  Fields(Fields&&) = default;
  Fields& operator=(const Fields&) = default;
  Fields& operator=(Fields&&) = default;

  [[nodiscard]] std::string first(std::string_view name) const { return first_value(items_, name); }
  [[nodiscard]] bool has(std::string_view name) const { return find(items_, name) != nullptr; }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const { return all_values(items_, name); }
  [[nodiscard]] const Parameters& items() const { return items_; }

 private:
  Parameters items_;
};

/// Percent-encodes the bytes that an address cannot contain, such as spaces, control characters and all that
/// is not ASCII. Escapes stay as they are.
[[nodiscard]] std::string as_address(std::string_view text);

/// Returns "127.0.0.1:80" or "[::1]:80".
[[nodiscard]] std::string host_and_port(const std::string& host, std::uint16_t port);

}  // namespace http
