#include "go_asm.h"
#include "textflag.h"

// Four constraints at a time, a lane each, in AVX2: what solveOne, solveTwo and warm do
// of one. Every lane gives the bits of the scalar code: the same sums of the
// same products, in order, and none fused.
//
// SI is the quad, AX the pace, R8 to R11 are the movers a of the lanes and R12, R13, BX
// and DX the movers b. A lane's mover is read and written by two fields at a time.

#define NX quad_nx(SI)
#define NY quad_ny(SI)
#define FRICTION quad_friction(SI)
#define RUBA quad_armA(SI)
#define RUBB quad_armB(SI)
#define MASS quad_mass(SI)
#define RUB quad_rub(SI)
#define PARMA quad_pArmA(SI)
#define PARMB quad_pArmB(SI)
#define PGAP quad_pGap(SI)
#define PMASS quad_pMass(SI)
#define PPUSH quad_pPush(SI)
#define PGREATEST quad_pGreatest(SI)
#define QARMA quad_qArmA(SI)
#define QARMB quad_qArmB(SI)
#define QGAP quad_qGap(SI)
#define QMASS quad_qMass(SI)
#define QPUSH quad_qPush(SI)
#define QGREATEST quad_qGreatest(SI)
#define I11 quad_i11(SI)
#define I12 quad_i12(SI)
#define I22 quad_i22(SI)
#define K12 quad_k12(SI)

#define SPIN (mover_spin)
#define INV (mover_inv)
#define MOVED (mover_moved)
#define TURNED (mover_turned)

// The kept of a frame.
#define INERA 0(SP)
#define INERB 32(SP)
#define OUTP 64(SP)
#define OUTQ 96(SP)
#define IDLE 128(SP)

// MOVERS finds the movers of a quad, from the first at DI.
#define MOVERS \
	MOVLQSX quad_a+0(SI), R8; IMULQ $mover__size, R8; ADDQ DI, R8; \
	MOVLQSX quad_a+4(SI), R9; IMULQ $mover__size, R9; ADDQ DI, R9; \
	MOVLQSX quad_a+8(SI), R10; IMULQ $mover__size, R10; ADDQ DI, R10; \
	MOVLQSX quad_a+12(SI), R11; IMULQ $mover__size, R11; ADDQ DI, R11; \
	MOVLQSX quad_b+0(SI), R12; IMULQ $mover__size, R12; ADDQ DI, R12; \
	MOVLQSX quad_b+4(SI), R13; IMULQ $mover__size, R13; ADDQ DI, R13; \
	MOVLQSX quad_b+8(SI), BX; IMULQ $mover__size, BX; ADDQ DI, BX; \
	MOVLQSX quad_b+12(SI), DX; IMULQ $mover__size, DX; ADDQ DI, DX

// TWO reads the fields at and at+8 of four movers into lo and hi. Xt and Yt are one
// register, as are Xhi and hi.
#define TWO(at, r0, r1, r2, r3, Xt, Yt, Xhi, hi, lo) \
	VMOVUPD at(r0), Xt; \
	VMOVUPD at(r1), Xhi; \
	VINSERTF128 $1, at(r2), Yt, Yt; \
	VINSERTF128 $1, at(r3), hi, hi; \
	VUNPCKLPD hi, Yt, lo; \
	VUNPCKHPD hi, Yt, hi

// ONE reads the field at of four movers into y.
#define ONE(at, r0, r1, r2, r3, Xt, x, y) \
	VMOVSD at(r0), x; \
	VMOVHPD at(r1), x, x; \
	VMOVSD at(r2), Xt; \
	VMOVHPD at(r3), Xt, Xt; \
	VINSERTF128 $1, Xt, y, y

// PUT writes the fields at and at+8 of four movers from lo and hi.
#define PUT(at, r0, r1, r2, r3, lo, hi, Xt, Yt, Xu, Yu) \
	VUNPCKLPD hi, lo, Yt; \
	VUNPCKHPD hi, lo, Yu; \
	VMOVUPD Xt, at(r0); \
	VMOVUPD Xu, at(r1); \
	VEXTRACTF128 $1, Yt, at(r2); \
	VEXTRACTF128 $1, Yu, at(r3)

#define TWOA(at, Xt, Yt, Xhi, hi, lo) TWO(at, R8, R9, R10, R11, Xt, Yt, Xhi, hi, lo)
#define TWOB(at, Xt, Yt, Xhi, hi, lo) TWO(at, R12, R13, BX, DX, Xt, Yt, Xhi, hi, lo)
#define ONEA(at, Xt, x, y) ONE(at, R8, R9, R10, R11, Xt, x, y)
#define ONEB(at, Xt, x, y) ONE(at, R12, R13, BX, DX, Xt, x, y)
#define PUTA(at, lo, hi, Xt, Yt, Xu, Yu) PUT(at, R8, R9, R10, R11, lo, hi, Xt, Yt, Xu, Yu)
#define PUTB(at, lo, hi, Xt, Yt, Xu, Yu) PUT(at, R12, R13, BX, DX, lo, hi, Xt, Yt, Xu, Yu)

// GREATEST makes at the greater of itself and push as bits without a sign.
#define GREATEST(at, push) \
	VMOVUPD at, Y4; \
	VXORPD pace_sign(AX), Y4, Y5; \
	VXORPD pace_sign(AX), push, Y6; \
	VPCMPGTQ Y5, Y6, Y5; \
	VBLENDVPD Y5, push, Y4, Y4; \
	VMOVUPD Y4, at

// RUBBING solves friction: Y0 is its bound and then the new impulse, Y10 to Y15 are the
// velocities and spins, Y5 to Y8 the inverse masses. It leaves what PUTA and PUTB of
// spins want in Y5 and Y6.
#define RUBBING \
	VSUBPD Y11, Y13, Y1; \
	VMULPD NX, Y1, Y1; \
	VSUBPD Y10, Y12, Y2; \
	VMULPD NY, Y2, Y2; \
	VSUBPD Y2, Y1, Y1; \
	VMULPD RUBB, Y15, Y2; \
	VMULPD RUBA, Y14, Y3; \
	VSUBPD Y3, Y2, Y2; \
	VADDPD Y2, Y1, Y1; \
	VMULPD MASS, Y1, Y1; \
	VMOVUPD RUB, Y2; \
	VSUBPD Y1, Y2, Y3; \
	VMOVUPD pace_sign(AX), Y9; \
	VANDPD Y9, Y3, Y4; \
	VANDNPD Y3, Y9, Y3; \
	VPCMPGTQ Y0, Y3, Y1; \
	VANDNPD Y1, Y0, Y1; \
	VBLENDVPD Y1, Y0, Y3, Y3; \
	VORPD Y4, Y3, Y0; \
	VSUBPD Y2, Y0, Y1; \
	VMULPD NY, Y1, Y2; \
	VMULPD NX, Y1, Y3; \
	VMULPD Y2, Y5, Y5; \
	VADDPD Y5, Y10, Y10; \
	VMULPD Y3, Y6, Y6; \
	VSUBPD Y6, Y11, Y11; \
	VMULPD Y2, Y7, Y7; \
	VSUBPD Y7, Y12, Y12; \
	VMULPD Y3, Y8, Y8; \
	VADDPD Y8, Y13, Y13; \
	VMOVUPD INERA, Y5; \
	VMOVUPD INERB, Y6; \
	VMULPD RUBA, Y1, Y2; \
	VMULPD Y5, Y2, Y2; \
	VSUBPD Y2, Y14, Y14; \
	VMULPD RUBB, Y1, Y3; \
	VMULPD Y6, Y3, Y3; \
	VADDPD Y3, Y15, Y15

// KEEP gives the lanes of IDLE their bits back.
#define KEEP \
	VMOVUPD IDLE, Y4; \
	VBLENDVPD Y4, RUB, Y0, Y0; \
	TWOA(mover_vel, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y10, Y10; \
	VBLENDVPD Y4, Y2, Y11, Y11; \
	TWOB(mover_vel, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y12, Y12; \
	VBLENDVPD Y4, Y2, Y13, Y13; \
	TWOA(SPIN, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y14, Y14; \
	TWOB(SPIN, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y15, Y15

// WRITE writes what RUBBING solved, of a; WRITEB of b.
#define WRITE \
	VMOVUPD Y0, RUB; \
	PUTA(mover_vel, Y10, Y11, X0, Y0, X1, Y1); \
	PUTA(SPIN, Y14, Y5, X0, Y0, X1, Y1)

#define WRITEB \
	PUTB(mover_vel, Y12, Y13, X0, Y0, X1, Y1); \
	PUTB(SPIN, Y15, Y6, X0, Y0, X1, Y1)

// func solveTwoQuads(quads *quad, count int64, movers *mover, p *pace, static bool)
TEXT ·solveTwoQuads(SB), NOSPLIT, $160-33
	MOVQ quads+0(FP), SI
	MOVQ count+8(FP), CX
	MOVQ p+24(FP), AX

next:
	MOVQ movers+16(FP), DI
	MOVERS

	// The gaps: Y3 and Y4.
	TWOA(MOVED, X0, Y0, X1, Y1, Y2)
	TWOB(MOVED, X0, Y0, X3, Y3, Y4)
	VSUBPD Y2, Y4, Y0
	VMULPD NX, Y0, Y0
	VSUBPD Y1, Y3, Y1
	VMULPD NY, Y1, Y1
	VADDPD Y1, Y0, Y0
	ONEA(TURNED, X3, X1, Y1)
	ONEB(TURNED, X3, X2, Y2)
	VMULPD PARMB, Y2, Y3
	VMULPD PARMA, Y1, Y4
	VSUBPD Y4, Y3, Y3
	VADDPD PGAP, Y0, Y4
	VADDPD Y3, Y4, Y3
	VMULPD QARMB, Y2, Y4
	VMULPD QARMA, Y1, Y5
	VSUBPD Y5, Y4, Y4
	VADDPD QGAP, Y0, Y5
	VADDPD Y4, Y5, Y4

	// Which answer each gets, by a sign: Y5 and Y6. The speeds out: Y3 and Y4.
	VADDPD pace_shut(AX), Y3, Y5
	VADDPD pace_shut(AX), Y4, Y6
	VMOVUPD pace_rate(AX), Y7
	VBLENDVPD Y5, pace_deepRate(AX), Y7, Y8
	VBLENDVPD Y6, pace_deepRate(AX), Y7, Y9
	VMULPD Y8, Y3, Y3
	VMULPD Y9, Y4, Y4
	VMOVUPD pace_least(AX), Y7
	VMAXPD Y3, Y7, Y3
	VMAXPD Y4, Y7, Y4

	// The impulses that stay: Y8 and Y9. The shares of the way: Y5 and Y6.
	VMOVUPD pace_impulse(AX), Y7
	VBLENDVPD Y5, pace_deepImpulse(AX), Y7, Y8
	VBLENDVPD Y6, pace_deepImpulse(AX), Y7, Y9
	VMOVUPD PPUSH, Y0
	VMOVUPD QPUSH, Y1
	VMULPD Y0, Y8, Y8
	VSUBPD Y8, Y0, Y8
	VMULPD Y1, Y9, Y9
	VSUBPD Y9, Y1, Y9
	VMOVUPD pace_mass(AX), Y7
	VBLENDVPD Y5, pace_deepMass(AX), Y7, Y5
	VBLENDVPD Y6, pace_deepMass(AX), Y7, Y6

	// The velocities: Y10 to Y13, the spins: Y14 and Y15. Of the points: Y1 and Y2.
	TWOA(mover_vel, X0, Y0, X11, Y11, Y10)
	TWOB(mover_vel, X0, Y0, X13, Y13, Y12)
	TWOA(SPIN, X0, Y0, X1, Y1, Y14)
	TWOB(SPIN, X0, Y0, X2, Y2, Y15)
	VMOVUPD Y1, INERA
	VMOVUPD Y2, INERB
	VSUBPD Y10, Y12, Y0
	VMULPD NX, Y0, Y0
	VSUBPD Y11, Y13, Y1
	VMULPD NY, Y1, Y1
	VADDPD Y1, Y0, Y0
	VMULPD PARMB, Y15, Y1
	VMULPD PARMA, Y14, Y2
	VSUBPD Y2, Y1, Y1
	VADDPD Y1, Y0, Y1
	VMULPD QARMB, Y15, Y2
	VMULPD QARMA, Y14, Y7
	VSUBPD Y7, Y2, Y2
	VADDPD Y2, Y0, Y2

	// Both points together: the pushes in Y0 and Y3.
	VADDPD Y3, Y1, Y0
	VMOVUPD Y0, OUTP
	VADDPD Y4, Y2, Y0
	VMOVUPD Y0, OUTQ
	VBLENDVPD Y3, pace_zero(AX), Y3, Y0
	VADDPD Y0, Y1, Y1
	VSUBPD Y0, Y3, Y3
	VMULPD PMASS, Y3, Y3
	VBLENDVPD Y4, pace_zero(AX), Y4, Y0
	VADDPD Y0, Y2, Y2
	VSUBPD Y0, Y4, Y4
	VMULPD QMASS, Y4, Y4
	VMULPD I11, Y1, Y0
	VMULPD I12, Y2, Y7
	VSUBPD Y7, Y0, Y0
	VADDPD Y3, Y0, Y0
	VMULPD Y5, Y0, Y0
	VSUBPD Y0, Y8, Y0
	VMULPD I22, Y2, Y3
	VMULPD I12, Y1, Y7
	VSUBPD Y7, Y3, Y3
	VADDPD Y4, Y3, Y3
	VMULPD Y6, Y3, Y3
	VSUBPD Y3, Y9, Y3

	// Where one would pull, the one after the other.
	VXORPD Y1, Y1, Y1
	VCMPPD $1, Y1, Y0, Y2
	VCMPPD $1, Y1, Y3, Y4
	VORPD Y4, Y2, Y2
	VCMPPD $0, I11, Y1, Y4
	VORPD Y4, Y2, Y2
	VMOVMSKPD Y2, DI
	TESTL DI, DI
	JZ solved
	VMULPD PMASS, Y5, Y5
	VMULPD OUTP, Y5, Y5
	VSUBPD Y5, Y8, Y5
	VBLENDVPD Y5, Y1, Y5, Y5
	VSUBPD PPUSH, Y5, Y4
	VMULPD K12, Y4, Y4
	VADDPD OUTQ, Y4, Y4
	VMULPD QMASS, Y6, Y6
	VMULPD Y4, Y6, Y6
	VSUBPD Y6, Y9, Y6
	VBLENDVPD Y6, Y1, Y6, Y6
	VBLENDVPD Y2, Y5, Y0, Y0
	VBLENDVPD Y2, Y6, Y3, Y3
	VADDPD Y6, Y5, Y4
	VCMPPD $0, Y1, Y4, Y4
	VANDPD Y4, Y2, Y2
	VMOVUPD PPUSH, Y4
	VADDPD QPUSH, Y4, Y4
	VCMPPD $0, Y1, Y4, Y4
	VANDPD Y4, Y2, Y2
	VCMPPD $0, RUB, Y1, Y4
	VANDPD Y4, Y2, Y2
	VMOVMSKPD Y2, DI
	CMPL DI, $15
	JEQ done
	VMOVUPD Y2, IDLE

solved:
	// The impulses: Y1 and Y2, by them x and y: Y3 and Y4, the bound of friction: Y0.
	VSUBPD PPUSH, Y0, Y1
	VSUBPD QPUSH, Y3, Y2
	VMOVUPD Y0, PPUSH
	VMOVUPD Y3, QPUSH
	GREATEST(PGREATEST, Y0)
	GREATEST(QGREATEST, Y3)
	VADDPD Y3, Y0, Y0
	VMULPD FRICTION, Y0, Y0
	VADDPD Y2, Y1, Y3
	VMULPD NY, Y3, Y4
	VMULPD NX, Y3, Y3
	TWOA(INV, X7, Y7, X6, Y6, Y5)
	TWOB(INV, X9, Y9, X8, Y8, Y7)
	VMULPD Y3, Y5, Y9
	VSUBPD Y9, Y10, Y10
	VMULPD Y4, Y6, Y9
	VSUBPD Y9, Y11, Y11
	VMULPD Y3, Y7, Y9
	VADDPD Y9, Y12, Y12
	VMULPD Y4, Y8, Y9
	VADDPD Y9, Y13, Y13
	VMULPD PARMA, Y1, Y3
	VMULPD QARMA, Y2, Y4
	VADDPD Y4, Y3, Y3
	VMULPD INERA, Y3, Y3
	VSUBPD Y3, Y14, Y14
	VMULPD PARMB, Y1, Y3
	VMULPD QARMB, Y2, Y4
	VADDPD Y4, Y3, Y3
	VMULPD INERB, Y3, Y3
	VADDPD Y3, Y15, Y15

	RUBBING
	TESTL DI, DI
	JZ put
	KEEP

put:
	WRITE
	CMPB static+32(FP), $0
	JNE done
	WRITEB

done:
	ADDQ $quad__size, SI
	DECQ CX
	JNZ next
	VZEROUPPER
	RET

// func solveOneQuads(quads *quad, count int64, movers *mover, p *pace, static bool)
TEXT ·solveOneQuads(SB), NOSPLIT, $160-33
	MOVQ quads+0(FP), SI
	MOVQ count+8(FP), CX
	MOVQ p+24(FP), AX

next:
	MOVQ movers+16(FP), DI
	MOVERS

	// The gap: Y3.
	TWOA(MOVED, X0, Y0, X1, Y1, Y2)
	TWOB(MOVED, X0, Y0, X3, Y3, Y4)
	VSUBPD Y2, Y4, Y0
	VMULPD NX, Y0, Y0
	VSUBPD Y1, Y3, Y1
	VMULPD NY, Y1, Y1
	VADDPD Y1, Y0, Y0
	ONEA(TURNED, X3, X1, Y1)
	ONEB(TURNED, X3, X2, Y2)
	VMULPD PARMB, Y2, Y3
	VMULPD PARMA, Y1, Y4
	VSUBPD Y4, Y3, Y3
	VADDPD PGAP, Y0, Y4
	VADDPD Y3, Y4, Y3

	// The answer: the speed out Y3, the mass Y5, the impulse that goes Y8.
	VADDPD pace_shut(AX), Y3, Y5
	VMOVUPD pace_rate(AX), Y7
	VBLENDVPD Y5, pace_deepRate(AX), Y7, Y8
	VMULPD Y8, Y3, Y3
	VMOVUPD pace_least(AX), Y7
	VMAXPD Y3, Y7, Y3
	VMOVUPD pace_impulse(AX), Y7
	VBLENDVPD Y5, pace_deepImpulse(AX), Y7, Y8
	VMOVUPD PPUSH, Y9
	VMULPD Y9, Y8, Y8
	VMOVUPD pace_mass(AX), Y7
	VBLENDVPD Y5, pace_deepMass(AX), Y7, Y5
	VMULPD PMASS, Y5, Y5

	// The velocities: Y10 to Y13, the spins: Y14 and Y15. Of the point: Y1.
	TWOA(mover_vel, X0, Y0, X11, Y11, Y10)
	TWOB(mover_vel, X0, Y0, X13, Y13, Y12)
	TWOA(SPIN, X0, Y0, X1, Y1, Y14)
	TWOB(SPIN, X0, Y0, X2, Y2, Y15)
	VMOVUPD Y1, INERA
	VMOVUPD Y2, INERB
	VSUBPD Y10, Y12, Y0
	VMULPD NX, Y0, Y0
	VSUBPD Y11, Y13, Y1
	VMULPD NY, Y1, Y1
	VADDPD Y1, Y0, Y0
	VMULPD PARMB, Y15, Y1
	VMULPD PARMA, Y14, Y2
	VSUBPD Y2, Y1, Y1
	VADDPD Y1, Y0, Y1
	VADDPD Y3, Y1, Y1

	// The push: Y0, and its change: Y1.
	VMULPD Y1, Y5, Y5
	VSUBPD Y5, Y9, Y0
	VSUBPD Y8, Y0, Y0
	VXORPD Y2, Y2, Y2
	VBLENDVPD Y0, Y2, Y0, Y0
	VSUBPD Y9, Y0, Y1
	VCMPPD $0, Y2, Y0, Y3
	VCMPPD $0, Y2, Y1, Y4
	VANDPD Y4, Y3, Y3
	VCMPPD $0, RUB, Y2, Y4
	VANDPD Y4, Y3, Y3
	VMOVMSKPD Y3, DI
	CMPL DI, $15
	JEQ done
	VMOVUPD Y3, IDLE
	VMOVUPD Y0, PPUSH
	GREATEST(PGREATEST, Y0)
	VMULPD FRICTION, Y0, Y0
	VMULPD NY, Y1, Y4
	VMULPD NX, Y1, Y3
	TWOA(INV, X7, Y7, X6, Y6, Y5)
	TWOB(INV, X9, Y9, X8, Y8, Y7)
	VMULPD Y3, Y5, Y9
	VSUBPD Y9, Y10, Y10
	VMULPD Y4, Y6, Y9
	VSUBPD Y9, Y11, Y11
	VMULPD Y3, Y7, Y9
	VADDPD Y9, Y12, Y12
	VMULPD Y4, Y8, Y9
	VADDPD Y9, Y13, Y13
	VMULPD PARMA, Y1, Y3
	VMULPD INERA, Y3, Y3
	VSUBPD Y3, Y14, Y14
	VMULPD PARMB, Y1, Y3
	VMULPD INERB, Y3, Y3
	VADDPD Y3, Y15, Y15
	RUBBING
	TESTL DI, DI
	JZ put
	KEEP

put:
	WRITE
	CMPB static+32(FP), $0
	JNE done
	WRITEB

done:
	ADDQ $quad__size, SI
	DECQ CX
	JNZ next
	VZEROUPPER
	RET

// func warmQuads(quads *quad, count int64, movers *mover, static bool)
TEXT ·warmQuads(SB), NOSPLIT, $0-25
	MOVQ quads+0(FP), SI
	MOVQ count+8(FP), CX

next:
	MOVQ movers+16(FP), DI
	MOVERS
	VMOVUPD PPUSH, Y12
	VMOVUPD QPUSH, Y13
	VMOVUPD RUB, Y14
	VADDPD Y13, Y12, Y0
	VXORPD Y1, Y1, Y1
	VCMPPD $0, Y1, Y0, Y15
	VCMPPD $0, Y1, Y14, Y1
	VANDPD Y1, Y15, Y15
	VMOVMSKPD Y15, DI
	CMPL DI, $15
	JEQ done

	// x and y: Y2 and Y3.
	VMULPD NX, Y0, Y2
	VMULPD NY, Y14, Y3
	VSUBPD Y3, Y2, Y2
	VMULPD NY, Y0, Y3
	VMULPD NX, Y14, Y4
	VADDPD Y4, Y3, Y3

	TWOA(mover_vel, X0, Y0, X5, Y5, Y4)
	TWOA(INV, X0, Y0, X7, Y7, Y6)
	VMULPD Y2, Y6, Y6
	VMULPD Y3, Y7, Y7
	VSUBPD Y6, Y4, Y6
	VSUBPD Y7, Y5, Y7
	VBLENDVPD Y15, Y4, Y6, Y6
	VBLENDVPD Y15, Y5, Y7, Y7
	PUTA(mover_vel, Y6, Y7, X0, Y0, X1, Y1)
	TWOA(SPIN, X0, Y0, X5, Y5, Y4)
	VMULPD PARMA, Y12, Y6
	VMULPD QARMA, Y13, Y7
	VADDPD Y7, Y6, Y6
	VMULPD RUBA, Y14, Y7
	VADDPD Y7, Y6, Y6
	VMULPD Y5, Y6, Y6
	VSUBPD Y6, Y4, Y6
	VBLENDVPD Y15, Y4, Y6, Y6
	PUTA(SPIN, Y6, Y5, X0, Y0, X1, Y1)

	CMPB static+24(FP), $0
	JNE done
	TWOB(mover_vel, X0, Y0, X5, Y5, Y4)
	TWOB(INV, X0, Y0, X7, Y7, Y6)
	VMULPD Y2, Y6, Y6
	VMULPD Y3, Y7, Y7
	VADDPD Y6, Y4, Y6
	VADDPD Y7, Y5, Y7
	VBLENDVPD Y15, Y4, Y6, Y6
	VBLENDVPD Y15, Y5, Y7, Y7
	PUTB(mover_vel, Y6, Y7, X0, Y0, X1, Y1)
	TWOB(SPIN, X0, Y0, X5, Y5, Y4)
	VMULPD PARMB, Y12, Y6
	VMULPD QARMB, Y13, Y7
	VADDPD Y7, Y6, Y6
	VMULPD RUBB, Y14, Y7
	VADDPD Y7, Y6, Y6
	VMULPD Y5, Y6, Y6
	VADDPD Y6, Y4, Y6
	VBLENDVPD Y15, Y4, Y6, Y6
	PUTB(SPIN, Y6, Y5, X0, Y0, X1, Y1)

done:
	ADDQ $quad__size, SI
	DECQ CX
	JNZ next
	VZEROUPPER
	RET

// func hasQuads() bool
TEXT ·hasQuads(SB), NOSPLIT, $0-1
	MOVB $0, ret+0(FP)
	MOVL $0, AX
	CPUID
	CMPL AX, $7
	JB none
	MOVL $1, AX
	MOVL $0, CX
	CPUID
	ANDL $0x18000000, CX // AVX, and the system lets ask
	CMPL CX, $0x18000000
	JNE none
	MOVL $0, CX
	XGETBV
	ANDL $6, AX // it keeps X and Y registers
	CMPL AX, $6
	JNE none
	MOVL $7, AX
	MOVL $0, CX
	CPUID
	ANDL $0x20, BX // AVX2
	JZ none
	MOVB $1, ret+0(FP)

none:
	RET
