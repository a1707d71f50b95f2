using System.Buffers;

namespace WsToolkit.Framing.Tests;

/// <summary>Random operations, checked against a plain list of bytes after every step.</summary>
public sealed class OutputBufferModelTests
{
    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 60));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Behaves_like_a_list_of_bytes(int seed)
    {
        var random = new Random(seed);
        var pool = new TrackingPool();
        var buffer = new OutputBuffer(seed % 3 == 0 ? 16 : seed % 3 == 1 ? 256 : 64 * 1024, pool);
        var model = new List<byte>();
        var open = new Stack<(OutputReservation Reservation, int Position)>();
        var marks = new Stack<(OutputMark Mark, int Position, int Depth)>();

        for (var step = 0; step < 500; step++)
        {
            switch (random.Next(12))
            {
                case 0 or 1 or 2:
                    var bytes = Bytes(Size());
                    buffer.Write(bytes);
                    model.AddRange(bytes);
                    break;

                case 3:
                    var hint = Size();
                    var span = random.Next(2) == 0 ? buffer.GetSpan(hint) : buffer.GetMemory(hint).Span;
                    Assert.True(span.Length >= Math.Max(1, hint));
                    var used = Bytes(random.Next(hint + 1));
                    used.CopyTo(span);
                    buffer.Advance(used.Length);
                    model.AddRange(used);
                    break;

                case 4 or 5:
                    var size = random.Next(20);
                    open.Push((buffer.Reserve(size), model.Count));
                    model.AddRange(new byte[size]);
                    break;

                case 6 or 7:
                    if (open.TryPop(out var reservation))
                    {
                        var header = Bytes(random.Next(3) == 0 ? reservation.Reservation.Size : random.Next(reservation.Reservation.Size + 1));
                        buffer.Fill(reservation.Reservation, header);
                        model.RemoveRange(reservation.Position, reservation.Reservation.Size);
                        model.InsertRange(reservation.Position, header);
                        while (marks.TryPeek(out var inside) && inside.Depth > open.Count)
                        {
                            marks.Pop();
                        }
                    }

                    break;

                case 8:
                    marks.Push((buffer.Mark(), model.Count, open.Count));
                    break;

                case 9:
                    if (random.Next(3) == 0 && marks.TryPop(out var mark))
                    {
                        buffer.Rewind(mark.Mark);
                        model.RemoveRange(mark.Position, model.Count - mark.Position);
                        while (open.Count > mark.Depth)
                        {
                            open.Pop();
                        }
                    }

                    break;

                case 10:
                    using (var other = new OutputBuffer(16, pool))
                    {
                        var appended = Bytes(Size());
                        other.Write(appended);
                        buffer.Append(other);
                        model.AddRange(appended);
                    }

                    break;

                default:
                    if (random.Next(25) == 0)
                    {
                        buffer.Reset();
                        model.Clear();
                        open.Clear();
                        marks.Clear();
                        Assert.True(pool.Outstanding <= 1);
                    }

                    break;
            }

            Assert.Equal(model.Count, buffer.Length);
            if (marks.TryPeek(out var last))
            {
                Assert.True(model[last.Position..].SequenceEqual(buffer.WrittenSince(last.Mark).ToArray()), $"since the mark, step {step}");
            }

            Assert.True(model.SequenceEqual(buffer.Written.ToArray()), $"all, step {step}");
        }

        buffer.Dispose();
        Assert.Equal(0, pool.Outstanding);

        int Size() => random.Next(8) switch
        {
            0 => 0,
            1 => random.Next(25_000),
            < 5 => random.Next(300),
            _ => random.Next(30),
        };

        byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }
    }
}
