//! The newtypes and enums as generated code defines them.
