// Reads Google's JSON: strict where the plugin depends on a field, lenient where Google declares "any".
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "secret_text.hpp"

namespace gup::google {

/// The body is not JSON: it was cut short, or a proxy wrote it. Worth a retry, unlike JSON of the wrong
/// format, which is thrown as `Failure`.
class DamagedAnswer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One parsed response. Its memory is freed in one piece, which takes half the time of the default.
class JsonDocument {
 public:
  /// `call` names the call in errors: "users.list". Accepts invalid UTF-8 and escaped lone surrogates, which
  /// become invalid UTF-8: a user with an unreadable name still exists. `memory`: the allocator;
  /// `wiped_memory()` for a document with secrets. Throws `DamagedAnswer`, and `Failure` for JSON that is not
  /// an object, or needs more memory than 8 times its size and 1 MiB.
  JsonDocument(std::string_view call, std::string_view body, boost::json::storage_ptr memory = {});

  [[nodiscard]] const boost::json::object& object() const { return value_.get_object(); }

 private:
  /// The limit of the memory for one document.
  std::unique_ptr<boost::json::memory_resource> bounded_;
  boost::json::monotonic_resource memory_;
  boost::json::value value_;
};

/// Memory that is overwritten before it is freed.
[[nodiscard]] boost::json::storage_ptr wiped_memory();

/// Throws the `Failure` for an answer of the wrong format. `what`: "an entry has no id".
[[noreturn]] void throw_wrong_format(std::string_view call, std::string_view what);

/// The text under `key`; nullopt if it is absent, null or of another type.
[[nodiscard]] std::optional<std::string> find_text(const boost::json::object& object, std::string_view key);

/// The same, and nullopt for empty text.
[[nodiscard]] std::optional<std::string> find_some_text(const boost::json::object& object,
                                                        std::string_view key);

/// The same for a secret. Use it with `wiped_memory()`.
[[nodiscard]] std::optional<SecretText> find_secret(const boost::json::object& object, std::string_view key);

[[nodiscard]] std::optional<bool> find_flag(const boost::json::object& object, std::string_view key);

/// A whole number. Google writes it as a number or as text.
[[nodiscard]] std::optional<std::int64_t> find_number(const boost::json::object& object,
                                                      std::string_view key);

/// Required text that is not empty. Throws `Failure`.
[[nodiscard]] std::string need_text(std::string_view call, const boost::json::object& object,
                                    std::string_view key);

/// A required id: at most 255 bytes, the width of the plugin's columns. Throws `Failure`.
[[nodiscard]] std::string need_id(std::string_view call, const boost::json::object& object,
                                  std::string_view key);

/// Optional text; "" if it is absent. Throws `Failure` if it has another type.
[[nodiscard]] std::string text_or_empty(std::string_view call, const boost::json::object& object,
                                        std::string_view key);

/// The list under `key`, or null if the key is absent. Throws `Failure` if it has another type.
[[nodiscard]] const boost::json::array* find_list(std::string_view call, const boost::json::object& object,
                                                  std::string_view key);

/// An entry of a list of objects. Throws `Failure` if it has another type.
[[nodiscard]] const boost::json::object& need_object(std::string_view call, const boost::json::value& entry,
                                                     std::string_view list);

/// The objects of a field of type "any": the elements of a list, a single object, or none.
[[nodiscard]] std::vector<const boost::json::object*> entries_of(const boost::json::object& object,
                                                                 std::string_view key);

}  // namespace gup::google
