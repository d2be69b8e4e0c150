#include "plan/state/packed_row.hpp"

#include "model/target_fields.hpp"
#include "plan/state/packing.hpp"

namespace gup::plan {
namespace {

void pack(const TargetFields& fields, Packer& packer) {
  for (const TargetField& field : kTargetFields) {
    if (const std::string* value = field.find(fields))
      packer.text(std::string_view(*value));
    else
      packer.null();
  }
}

void unpack(Unpacker& unpacker, TargetFields& fields) {
  for (const TargetField& field : kTargetFields) {
    const auto value = unpacker.text();
    field.set(fields, value ? std::optional<std::string>(*value) : std::nullopt);
  }
}

}  // namespace

std::string packed(const TargetFields& fields) {
  Packer packer;
  pack(fields, packer);
  return packer.take();
}

TargetFields unpacked_fields(PackedFields bytes) {
  Unpacker unpacker(bytes);
  TargetFields fields;
  unpack(unpacker, fields);
  return fields;
}

std::string_view email_in(PackedFields bytes) {
  return Unpacker(bytes).text().value_or("");
}

std::string packed(const TargetUserRow& row) {
  Packer packer;
  packer.number(row.id);
  packer.number(row.updated_at);
  packer.text(std::string_view(row.email_key));
  packer.text(std::string_view(row.provider));
  packer.text(row.external_id);
  packer.text(std::string_view(row.status));
  pack(row.fields, packer);
  return packer.take();
}

TargetUserRow unpacked_row(PackedRow bytes) {
  Unpacker unpacker(bytes);
  TargetUserRow row;
  row.id = unpacker.number();
  row.updated_at = unpacker.number();
  unpacker.into(row.email_key);
  unpacker.into(row.provider);
  unpacker.into(row.external_id);
  unpacker.into(row.status);
  unpack(unpacker, row.fields);
  return row;
}

std::int64_t row_id_in(PackedRow bytes) {
  return Unpacker(bytes).number();
}

std::int64_t updated_at_in(PackedRow bytes) {
  Unpacker unpacker(bytes);
  (void)unpacker.number();
  return unpacker.number();
}

RowKeys row_keys_in(PackedRow bytes) {
  Unpacker unpacker(bytes);
  (void)unpacker.number();
  (void)unpacker.number();
  RowKeys keys;
  keys.email_key = unpacker.text().value_or("");
  keys.provider = unpacker.text().value_or("");
  keys.external_id = unpacker.text();
  return keys;
}

}  // namespace gup::plan
