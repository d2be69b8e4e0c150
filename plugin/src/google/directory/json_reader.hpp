// Reading Google's JSON: strict where the plugin depends on it, lenient where Google declares "any".
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "secret_text.hpp"

namespace gup::google {

/// The body is not JSON at all: it was cut short, or somebody between Google and us wrote it. Worth another
/// try, unlike JSON of the wrong shape, which is thrown as `Failure`.
class DamagedAnswer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One answer, parsed into memory of its own that is given back at once (half the time of the default).
class JsonDocument {
 public:
  /// `call` names the call in errors: "users.list". Text that is not valid UTF-8 is let through: whose name
  /// is unreadable is still a person. Throws `DamagedAnswer`; `Failure` if it is JSON but no object.
  /// `memory`: where the document's memory comes from; `wiped_memory()` for a document with secrets.
  JsonDocument(std::string_view call, std::string_view body, boost::json::storage_ptr memory = {});

  [[nodiscard]] const boost::json::object& object() const { return value_.get_object(); }

 private:
  boost::json::monotonic_resource memory_;
  boost::json::value value_;
};

/// Memory that is overwritten before it is freed.
[[nodiscard]] boost::json::storage_ptr wiped_memory();

/// Throws the `Failure` for an answer of the wrong shape: "users.list" "an entry without id".
[[noreturn]] void throw_wrong_shape(std::string_view call, std::string_view what);

/// The text under `key`; nothing if it is absent, null or something else.
[[nodiscard]] std::optional<std::string> find_text(const boost::json::object& object, std::string_view key);

/// The same, and nothing for empty text either.
[[nodiscard]] std::optional<std::string> find_some_text(const boost::json::object& object,
                                                        std::string_view key);

/// The same for a secret.
[[nodiscard]] std::optional<SecretText> find_secret(const boost::json::object& object, std::string_view key);

[[nodiscard]] std::optional<bool> find_flag(const boost::json::object& object, std::string_view key);

/// A whole number, which Google writes as a number or as text.
[[nodiscard]] std::optional<std::int64_t> find_number(const boost::json::object& object,
                                                      std::string_view key);

/// Text that must be there and not empty.
[[nodiscard]] std::string need_text(std::string_view call, const boost::json::object& object,
                                    std::string_view key);

/// The id that must be there: `need_text` of at most 255 bytes, which is what ids are kept in.
[[nodiscard]] std::string need_id(std::string_view call, const boost::json::object& object,
                                  std::string_view key);

/// Text that may be absent but must be text when it is there.
[[nodiscard]] std::string text_or_empty(std::string_view call, const boost::json::object& object,
                                        std::string_view key);

/// The list under `key`, null if the key is absent. Throws `Failure` if it is anything but a list.
[[nodiscard]] const boost::json::array* find_list(std::string_view call, const boost::json::object& object,
                                                  std::string_view key);

/// An entry of a list that must hold objects.
[[nodiscard]] const boost::json::object& need_object(std::string_view call, const boost::json::value& entry,
                                                     std::string_view list);

/// The objects of a field of type "any": none, the elements of a list, or the single object.
[[nodiscard]] std::vector<const boost::json::object*> entries_of(const boost::json::object& object,
                                                                 std::string_view key);

}  // namespace gup::google
